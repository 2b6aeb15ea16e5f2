"""E-prints as arXiv hands them out, and those that mean harm: one sentence, and no file anywhere."""

import gzip
import io
import os
import tarfile
import zlib
from pathlib import Path

import pytest

from app.errors import BadInput
from app.papers.bibliography import archive
from app.papers.bibliography.archive import read_source
from app.papers.bibliography.documents import entries_of
from app.papers.bibliography.folder import read_folder
from tests.costing import costs_at_most

LIST = rb"\begin{thebibliography}{9}\bibitem{a} arXiv:2611.01234.\end{thebibliography}"
PAPER = rb"\documentclass{article}\begin{document}" + LIST + rb"\end{document}"


def tar(*members: tuple[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as packed:
        for name, data in members:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            packed.addfile(header, io.BytesIO(data))
    return out.getvalue()


def special(name: str, kind: bytes, target: str = "/etc/passwd") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        header = tarfile.TarInfo(name)
        header.type, header.linkname = kind, target
        packed.addfile(header)
    return out.getvalue()


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_reads_a_tar_of_each_kind(form, pack):
    long = f"{'folder/' * 14}é-{'x' * 60}.bbl"
    files = [("./main.tex", PAPER), ("fig/a.png", b"\x89PNG" * 5000), ("._main.tex", b"\0\5")]
    files += [(long, b"x")] if form != tarfile.USTAR_FORMAT else []
    read = read_source(pack(tar(*files, form=form)))
    assert dict(read) == {"main.tex": PAPER} | ({long: b"x"} if form != tarfile.USTAR_FORMAT else {})


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_reads_a_single_file(pack):
    assert read_source(pack(PAPER)) == {"main.tex": PAPER}


def test_reads_a_tar_from_before_posix():
    plain = bytearray(tar(("main.tex", PAPER), form=tarfile.USTAR_FORMAT))
    plain[257:265] = bytes(8)
    plain[148:156] = b" " * 8
    plain[148:155] = f"{sum(plain[:512]):06o}\0".encode()
    assert read_source(bytes(plain))["main.tex"] == PAPER


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def header_claiming(size: int) -> bytes:
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, size
    return header.tobuf(tarfile.GNU_FORMAT)


HOSTILE = {
    "absolute": (tar(("/etc/passwd.tex", b"x")), "outside its own folder"),
    "climbing": (tar(("a/../../b.tex", b"x")), "outside its own folder"),
    "climbing by a long name": (tar(("a/" * 80 + "../" * 90 + "b.tex", b"x")), "outside its own folder"),
    "a drive": (tar(("C:/b.tex", b"x")), "outside its own folder"),
    "backslashes": (tar(("..\\b.tex", b"x")), "outside its own folder"),
    "a symbolic link": (special("main.tex", tarfile.SYMTYPE), "holds a link"),
    "a hard link": (special("main.tex", tarfile.LNKTYPE), "holds a link"),
    "a device": (special("main.tex", tarfile.CHRTYPE), "holds a device"),
    "a pipe": (special("main.tex", tarfile.FIFOTYPE), "holds a device"),
    "too deep": (tar(("a/" * 31 + "b.tex", b"x")), "30 deep"),
    "a PDF": (b"%PDF-1.7 and so on", "is a PDF"),
    "a PDF in disguise": (gzip.compress(b"%PDF-1.7 and so on"), "is a PDF"),
    "PostScript": (gzip.compress(b"%!PS-Adobe"), "is PostScript"),
    "a zip": (b"PK\x03\x04rest", "does not use"),
    "packed twice": (gzip.compress(gzip.compress(PAPER)), "does not use"),
    "empty": (gzip.compress(b""), "is empty"),
    "only pictures": (tar(("a.png", b"x")), "holds no TeX"),
    "noise": (os.urandom(5000).replace(b"\\", b"x"), "neither"),
    "half a gzip": (cut(gzip.compress(os.urandom(50_000))), "damaged"),
    "half a tar": (cut(tar(("main.tex", PAPER * 100))), "damaged"),
    "a broken header": (tar(("a.tex", b"x"))[:512] + b"x" * 2048 + tar(("a.tex", b"x")), "damaged"),
    "a header of terabytes": (header_claiming(2**42) + bytes(1024), "longer than any real"),
    "a gzip of nothing": (b"\x1f\x8b\x08", "damaged"),
}


@pytest.mark.parametrize(("data", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_source_ends_in_one_sentence(data, why, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match=why) as refusal:
        read_source(data)
    assert refusal.value.sentence.endswith(".")
    assert list(tmp_path.iterdir()) == []


def test_too_many_files():
    with pytest.raises(BadInput, match="20,000 files"):
        read_source(tar(*((f"{number}.tex", b"") for number in range(20_001))))


def test_a_bomb_is_refused_quickly():
    header = tarfile.TarInfo("big.png")
    header.size = 8 * archive.MOST_UNPACKED
    zeros = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    bomb = zeros.compress(header.tobuf(tarfile.GNU_FORMAT))
    bomb += (
        b"".join(zeros.compress(bytes(10_000_000)) for _ in range(archive.MOST_UNPACKED // 10_000_000 + 1))
        + zeros.flush()
    )
    with costs_at_most(10), pytest.raises(BadInput, match="unpacks to more than"):
        read_source(bomb)


def test_text_beyond_the_limit_is_refused():
    with pytest.raises(BadInput, match="of text"):
        read_source(gzip.compress(tar(*((f"{number}.tex", bytes(14_000_000)) for number in range(3))), 1))


def test_a_pdf_among_the_sources_is_no_pdf():
    assert read_source(tar(("main.tex", PAPER), ("figure.pdf", b"%PDF-1.7")))["main.tex"] == PAPER


def test_an_eprint_gives_its_entries():
    origin, entries = entries_of(gzip.compress(tar(("main.tex", PAPER))))
    assert (origin, [entry.arxiv for entry in entries]) == ("source", [["2611.01234"]])


def test_a_folder_follows_no_link(tmp_path: Path):
    outside = tmp_path / "outside.tex"
    outside.write_bytes(b"secret")
    folder = tmp_path / "paper"
    (folder / "parts").mkdir(parents=True)
    (folder / "main.tex").write_bytes(PAPER)
    (folder / "parts/a.bbl").write_bytes(b"x")
    (folder / "linked.tex").symlink_to(outside)
    (folder / "all").symlink_to(tmp_path)
    assert dict(read_folder(folder)) == {"main.tex": PAPER, "parts/a.bbl": b"x"}


def test_an_empty_folder_says_so(tmp_path: Path):
    with pytest.raises(BadInput, match="holds no TeX"):
        read_folder(tmp_path)
