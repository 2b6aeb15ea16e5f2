"""What reviewing earns: whether readers may read a review under its writer's name, and whom it helped."""
