"""What a paper cites: the entries of its bibliography, and the sentences that lean on each.

Pure: a document in, entries out. It never fetches anything and knows no paper that is here.
"""
