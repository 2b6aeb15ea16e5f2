"""A draft's Markdown read as sentences, each with its place. Pure, linear in the length of the text.

What a text means is the renderer's to say (app/markup): this only resembles it, for rules that help a writer and never
decide anything.
"""

from app.writing.prose.blocks import Block, Role, blocks
from app.writing.prose.english import is_english
from app.writing.prose.masking import masked, without_code
from app.writing.prose.reading import plain, prompts_in, words_in
from app.writing.prose.sentences import Sentence, sentences

__all__ = [
    "Block",
    "Role",
    "Sentence",
    "blocks",
    "is_english",
    "masked",
    "plain",
    "prompts_in",
    "sentences",
    "without_code",
    "words_in",
]
