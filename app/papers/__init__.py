"""Works to be explained and what arXiv says of them. Never knows who reads or explains them."""
