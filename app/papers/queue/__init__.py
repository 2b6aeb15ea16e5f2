"""The one queue before arXiv: what is to be asked, whose turn it is, and who may speak now. It asks nothing itself."""
