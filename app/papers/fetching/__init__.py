"""Does the errands of the queue, each kind in a file: asks arXiv, stores what comes, writes down what became of it.

It never decides who may read what it stored.
"""
