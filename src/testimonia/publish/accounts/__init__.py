"""The accounts chart: every account of one question on one axis, with the finding, as SVG, page, figure and text."""
