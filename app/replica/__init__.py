"""A small arXiv to try everything against with no network: papers written for it, answered as arXiv answers.

It imports nothing of this house, so that what speaks to it is held to arXiv's own interfaces and to nothing else.
"""
