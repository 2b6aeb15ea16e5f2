"""Bad luck for writing together, again and again: killed servers, cut connections, days offline, epochs, full disks."""
