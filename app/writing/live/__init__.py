"""Writing together, live: one document (Yjs) behind each draft's text, committed before anybody hears of it.

Frames come in over a socket (talking), are read (wire, reading), tried on the document (document) in the draft's room
(room), committed many at a time (committing, log), and only then acknowledged and shown. It never knows what a text
means, and never makes a document anew from a text within an epoch.
"""
