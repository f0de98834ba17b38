"""An example story in English and Arabic over the example release, for tests. The sentences are our own."""

import io

from PIL import Image
from release_builder import example_release

from testimonia.model.release import Bindings
from testimonia.publish.story.parsing import parse_story
from testimonia.publish.story.rendering import Edition

QUESTIONS = ("people", "lorries", "fare", "foreigners", "journey", "departure", "end")

ENGLISH = """---
title: The convoy nobody counted
standfirst: How many people left the town in October? A few dozen, said the Front. The drivers who carried them say otherwise.
authors: [Ana Example, Bassam Example]
date: 2017-11-13
language: en
publisher: The Example
content_warning: This story speaks of war and of violence.
contact: corrections@example.org
about: We spoke with four drivers, a shopkeeper and two officials over six weeks.
---
They had been told it would take six hours. It took three days {finding: journey}, and when the lorries were counted at the last
stop there were [about 47]{finding: lorries} of them. The story begins in {place: raqqa} and it does not end there.

[About 3,900 people]{finding: people} left, by most accounts. “A few dozen” {claim: c-people-front-1}, the Front had said.

## The road

The drivers set off in the afternoon.

{route: 1}

From Raqqa the convoy went north. In Shanine {place: shanine} the shopkeeper stood behind his shutter.

{route: 2..3}

What lies between the village and Markada no account describes.

> We carried almost 4,000 people out of the town.
> {quote: c-people-nadim-1}

The way ended in the border district {finding: end}.

## Who counted

{accounts: people}

Both cannot be right.

{contradiction: people}

{quote: c-people-karim-1}

{finding: fare}

![A row of lorries, drawn in black on sand](lorries.png "Drawn for this example.")

![The same row, in red](wounded.png){warning: shows an injury}

## When

{timeline}

Yusuf told us {quote: c-lorries-yusuf-1}, and [he]{contradiction: x-1} stands against [the others]{claim: c-people-yusuf-1}.
"""

ARABIC = """---
title: القافلة التي لم يعدّها أحد
standfirst: كم عدد من غادروا المدينة في تشرين الأول؟ بضع عشرات، قالت الجبهة. والسائقون الذين نقلوهم يقولون غير ذلك.
authors: [كاتبة المثال]
date: 2017-11-13
language: ar
publisher: المثال
content_warning: تتحدث هذه القصة عن الحرب.
---
قيل لهم إن الرحلة ست ساعات. فاستغرقت ثلاثة أيام {finding: journey}، وحين عُدّت الشاحنات كانت [نحو 47 شاحنة]{finding: lorries}.

غادر [نحو 3900 شخص]{finding: people} بحسب معظم الروايات. بدأت القصة في {place: raqqa}.

## الطريق

{route: 1}

من الرقة سارت القافلة شمالا.

{route: 2..3}

لا رواية تصف الطريق بين القرية ومركدة.

> حملنا ما يقارب 4000 شخص من المدينة.
> {quote: c-people-nadim-1}

## من عدّ

{accounts: people}

{contradiction: people}

{finding: fare}

## متى

{timeline}
"""


def bindings():
    """How the case's ids are called in the example release: its ids without their first word."""
    release = example_release()
    claims = {f"c-{one.id.removeprefix('claim-')}": one.id for one in release.claims}
    return Bindings(
        claims=claims,
        quotes={case: one.quote_id for case, one in zip(claims, release.claims, strict=True) if one.quote_id},
        questions={key: f"question-{key}" for key in QUESTIONS},
        findings={key: f"finding-{key}" for key in QUESTIONS},
        contradictions={f"x-{number}": one.id for number, one in enumerate(release.contradictions)},
        places={one.id.removeprefix("place-"): one.id for one in release.places},
        routes={"w-1": "route-1"},
    )


def picture(colour="black", comment=b"taken by the source"):
    """A small picture as a camera would give it, with something in it that must not be published."""
    file = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(file, "JPEG", comment=comment)
    return file.getvalue()


def edition(text=ENGLISH, **more):
    """An edition of a story over the example release."""
    story = parse_story(text)
    images = {name: picture(("black", "red")[number % 2]) for number, name in enumerate(story.images)}
    release = example_release(language=story.head.language)
    return Edition(story, release, bindings(), images, **more)
