"""Turns one document (LaTeXML's HTML, a PDF) into a text that can be read, noted on and anchored to.

Pure: bytes in, plain values out. It never fetches, stores or runs anything a document asks for.
"""
