"""The accounts chart as SVG: a file that stands alone, or an element of a page.

Why no script and no style attribute: the file is opened as an image, and a page's content policy names style sheets by hash.
"""

from importlib.resources import files

from testimonia.model.accounts import AccountsChart
from testimonia.publish.accounts.drawing import draw_plot
from testimonia.publish.accounts.layout import TICK_PX, WIDE, Format, lay_out
from testimonia.publish.accounts.notes import draw_foot, draw_head
from testimonia.publish.accounts.pen import LINE, RIGHT_TO_LEFT, Pen
from testimonia.publish.accounts.table import spoken
from testimonia.publish.accounts.texts import texts_in
from testimonia.publish.escaping import escape, one_line


def accounts_svg(chart: AccountsChart, *, form: Format = WIDE) -> str:
    """A stand-alone SVG file, light or dark as the reader's system is, with everything said in its description.

    Args:
        chart: what to show.
        form: `WIDE`, or `NARROW` for a phone.

    Returns:
        The document; the same chart gives the same bytes.
    """
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + svg_element(chart, form=form, key="chart", style=f"<style>{chart_css()}</style>", has_paper=True)
        + "\n"
    )


def svg_element(chart: AccountsChart, *, form: Format = WIDE, key: str, style: str = "", has_paper: bool = False) -> str:
    """The chart as an element of a page that has the chart's style sheet.

    Args:
        key: makes ids unique in the page: letters, digits and hyphens.
        style: a style element for a file that stands alone.
        has_paper: whether to paint the paper too.
    """
    texts = texts_in(chart.language)
    pen = Pen(form.width, is_rtl=is_rtl(chart.language))
    layout = lay_out(chart, texts, form)
    head = draw_head(pen, chart, texts, form.names[0], layout.axis.words) + 8
    below = layout.bottom + 12 + max((len(lines) for lines in layout.tick_lines), default=1) * TICK_PX * LINE
    plot = Pen(form.width, is_rtl=pen.is_rtl)
    draw_plot(plot, chart, layout, texts)
    pen.add(f'<g transform="translate(0 {head:.1f})">', *plot.parts, "</g>")
    height = draw_foot(pen, chart, layout, texts, head + below) + 8
    name = "ac ac-narrow" if form.is_stacked else "ac ac-wide"
    paper = f'<rect class="ac-paper" width="{form.width:g}" height="{height:.0f}"/>' if has_paper else ""
    body = "".join(pen.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" viewBox="0 0 {form.width:g} {height:.0f}" '
        f'{_size(form, height) if has_paper else ""}role="img" direction="ltr" aria-labelledby="{key}-title {key}-desc" '
        f'lang="{escape(chart.language)}"><title id="{key}-title">{escape(one_line(chart.question))}</title>'
        f'<desc id="{key}-desc">{escape(one_line(" ".join(spoken(chart))))}</desc>{style}{paper}{body}</svg>'
    )


def _size(form: Format, height: float) -> str:
    return f'width="{form.width:g}" height="{height:.0f}" '


def is_rtl(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.split("-")[0].lower() in RIGHT_TO_LEFT


def chart_css() -> str:
    """The style sheet of the chart, for a page that holds one or several."""
    return files("testimonia.publish").joinpath("pages", "accounts.css").read_text(encoding="utf-8")
