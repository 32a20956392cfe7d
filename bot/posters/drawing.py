"""Sheets drawn as SVG, and as PDF with the font inside."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path

from fpdf import FPDF

from bot.errors import BotError
from bot.outreach import Visit
from bot.posters.sheets import Sheet, Words, card, poster
from knowledge.loading import parse

_WORDS = Path(__file__).parent / "words.yaml"
_FAMILIES = (
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',SimHei,sans-serif"
)
_FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc", "Regular", "Bold", 2),
    ("/usr/share/fonts/opentype/noto-cjk/NotoSansCJK-{}.ttc", "Regular", "Bold", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-{}.ttc", "Regular", "Bold", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-{}.ttc", "microhei", "microhei", 0),
    ("C:/Windows/Fonts/{}.ttc", "msyh", "msyhbd", 0),
    ("/System/Library/Fonts/{}.ttc", "STHeiti Light", "STHeiti Medium", 1),
)
"""Where systems keep a font with simplified Chinese: path, regular, bold, and its place in the collection."""
_MM_PER_POINT = 25.4 / 72
_FONT = "chinese"


class NoFont(BotError):
    """No font with Chinese characters is installed."""

    def __init__(self) -> None:
        super().__init__(
            "没有中文字体，做不了 PDF；装一个：apt install fonts-noto-cjk。SVG 已经写好，可以用浏览器打印"
        )


@lru_cache(maxsize=1)
def words() -> dict[str, str]:
    """What is printed."""
    return dict(parse(_WORDS).data)


def as_svg(sheet: Sheet) -> str:
    """A sheet as SVG, in millimetres."""
    size = f'width="{sheet.width}mm" height="{sheet.height}mm" viewBox="0 0 {sheet.width} {sheet.height}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{_FAMILIES}">']
    for box in sheet.boxes:
        place = f'x="{box.x:.3f}" y="{box.y:.3f}" width="{box.width:.3f}" height="{box.height:.3f}"'
        lines.append(f'<rect {place} fill="{box.colour}" shape-rendering="crispEdges"/>')
    lines += [_svg_words(one) for one in sheet.words]
    return "\n".join([*lines, "</svg>\n"])


def _svg_words(one: Words) -> str:
    anchor = ' text-anchor="middle"' if one.centred else ""
    weight = ' font-weight="bold"' if one.bold else ""
    place = f'x="{one.x}" y="{one.y}" font-size="{one.size}" fill="{one.colour}"'
    return f"<text {place}{anchor}{weight}>{escape(one.text)}</text>"


def as_pdf(sheet: Sheet) -> bytes:
    """A sheet as PDF; raises ``NoFont``."""
    pdf = FPDF(unit="mm", format=(min(sheet.width, sheet.height), max(sheet.width, sheet.height)))
    pdf.set_auto_page_break(False)
    _add_fonts(pdf)
    pdf.add_page(orientation="landscape" if sheet.width > sheet.height else "portrait")
    for box in sheet.boxes:
        pdf.set_fill_color(box.colour)
        pdf.rect(box.x, box.y, box.width, box.height, style="F")
    for one in sheet.words:
        pdf.set_font(_FONT, "B" if one.bold else "", one.size / _MM_PER_POINT)
        pdf.set_text_color(one.colour)
        left = one.x - pdf.get_string_width(one.text) / 2 if one.centred else one.x
        pdf.text(left, one.y, one.text)
    return bytes(pdf.output())


def _add_fonts(pdf: FPDF) -> None:
    for path, regular, bold, number in _FONTS:
        if Path(path.format(regular)).exists():
            pdf.add_font(_FONT, "", path.format(regular), collection_font_number=number)
            pdf.add_font(_FONT, "B", path.format(bold), collection_font_number=number)
            return
    raise NoFont


def write_posters(visit: Visit, link: str, seen: date, folder: Path) -> Iterator[Path]:
    """Writes the poster and the card of a visit, SVG first; says which files."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {"a4": poster(visit, link, seen, words()), "card": card(visit, link, seen, words())}
    for name, sheet in sheets.items():
        path = folder / f"{visit.code}-{name}.svg"
        path.write_text(as_svg(sheet), "utf-8")
        yield path
    for name, sheet in sheets.items():
        path = folder / f"{visit.code}-{name}.pdf"
        path.write_bytes(as_pdf(sheet))
        yield path
