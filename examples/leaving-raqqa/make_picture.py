"""Draw the picture of the sample story: a row of lorries at dusk, out of rectangles. The same bytes each time.

    python examples/leaving-raqqa/make_picture.py

Why drawn: a photograph of the sample would be somebody's. What is drawn stands for nothing that was seen.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 900
SKY_TOP, SKY_LOW = (44, 52, 74), (232, 168, 112)
DUST, GROUND, LORRY, CANVAS = (214, 178, 138), (92, 70, 56), (30, 27, 30), (58, 52, 50)


def draw() -> Image.Image:
    """The picture."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(image)
    horizon = int(HEIGHT * 0.66)
    for y in range(horizon):
        share = y / horizon
        pen.line((0, y, WIDTH, y), tuple(round(a + (b - a) * share**1.6) for a, b in zip(SKY_TOP, SKY_LOW, strict=True)))
    pen.ellipse((1130, horizon - 150, 1330, horizon + 50), (246, 214, 160))
    pen.rectangle((0, horizon, WIDTH, HEIGHT), GROUND)
    for y in range(horizon, HEIGHT):
        share = (y - horizon) / (HEIGHT - horizon)
        pen.line((0, y, WIDTH, y), tuple(round(a * (1 - 0.55 * share)) for a in GROUND))
    dust = Image.new("L", (WIDTH, HEIGHT))
    cloud = ImageDraw.Draw(dust)
    for number in range(9):
        x, size = 60 + number * 185, 60 + number * 9
        cloud.ellipse((x - 2 * size, horizon - size, x + 2 * size, horizon + size), 150)
    image.paste(DUST, mask=dust.filter(ImageFilter.GaussianBlur(46)))
    pen = ImageDraw.Draw(image)
    for number in range(8):
        _lorry(pen, 70 + number * 195, horizon + 14 + number * 5, 0.72 + number * 0.075)
    return image


def _lorry(pen: ImageDraw.ImageDraw, x: int, y: int, size: float) -> None:
    length, height = int(118 * size), int(56 * size)
    pen.rectangle((x, y - height, x + length, y), CANVAS)
    pen.arc((x, y - int(height * 1.5), x + length, y - height // 2), 180, 360, CANVAS, width=int(height * 0.5))
    pen.rectangle((x + length + 4, y - int(height * 0.72), x + length + int(34 * size), y), LORRY)
    pen.rectangle((x - 2, y, x + length + int(36 * size), y + int(7 * size)), LORRY)
    for share in (0.16, 0.36, 1.12):
        middle, radius = x + int(length * share), int(11 * size)
        pen.ellipse((middle - radius, y + 2, middle + radius, y + 2 + 2 * radius), (16, 14, 16))


if __name__ == "__main__":
    draw().save(Path(__file__).parent / "convoy.png", optimize=True)
