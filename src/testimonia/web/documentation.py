"""The API's documentation: our own page from the API's own description, without a script."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, get

from testimonia.web.guard.problems import MEDIA_TYPE, Problem

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1c1c1c }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #888 } h3 { font: 600 1rem ui-monospace, monospace; margin-bottom: 0 }
table { border-collapse: collapse } td, th { text-align: start; padding: .15rem 1rem .15rem 0; vertical-align: top }
code, td:first-child { font-family: ui-monospace, monospace }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #16181b } a { color: #9cf } }
"""
FILES = {"{item_id}/media": ("audio/*", "video/*"), "{item_id}/pages/{number}": ("image/png", "image/jpeg")}
"""Routes of an item that answer with a file, and of what kind."""
METHODS = ("get", "post", "put", "patch", "delete")


def describe(app: Litestar) -> dict[str, Any]:
    """The API's description (OpenAPI 3.1), with how errors are told, which is the same everywhere."""
    schema: dict[str, Any] = app.openapi_schema.to_schema()
    (_,), parts = msgspec.json.schema_components((Problem,), ref_template="#/components/schemas/{name}")
    components = schema.setdefault("components", {})
    components.setdefault("schemas", {}).update(parts)
    components["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": app.state.cookie},
        "token": {"type": "apiKey", "in": "header", "name": "X-Testimonia-Token"},
    }
    problem = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}, "description": "A problem."}
    for path, operations in schema.get("paths", {}).items():
        for method, operation in operations.items():
            if kinds := FILES.get(path.rpartition("/items/")[2]):
                content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
                operation["responses"]["200"]["content"] = content
            _forbid_unknown(operation, components["schemas"])
            operation["responses"].pop("400", None)
            operation["responses"]["default"] = problem
            operation["security"] = [{"session": []} if method == "get" else {"session": [], "token": []}]
    return schema


def _forbid_unknown(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> None:
    """Say that a body takes no other fields: a misspelled one would be a decision that nobody hears of."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = content.get("schema", {})
        for part in (schema, *schema.get("oneOf", ())):
            if (name := part.get("$ref", "").rpartition("/")[2]) in schemas:
                schemas[name]["additionalProperties"] = False


@get("/docs", include_in_schema=False, sync_to_thread=True)
def show_documentation(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Every route of the API with what it takes and gives."""
    schema = describe(request.app)
    page = "\n".join(_page(schema)).encode()
    return Response(page, media_type="text/html")


@get("/openapi.json", include_in_schema=False, sync_to_thread=True)
def show_description(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The API's description, from which programs and the front end's types are made."""
    return Response(msgspec.json.encode(describe(request.app)), media_type="application/json")


@get("/docs.css", include_in_schema=False)
async def show_style() -> Response[bytes]:
    """The page's style sheet."""
    return Response(STYLE.encode(), media_type="text/css")


def _page(schema: Mapping[str, Any]) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The API of testimonia</title>'
    yield '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/api/v1/docs.css"></head><body>'
    yield f"<h1>The API of testimonia</h1><p>{escape(schema['info'].get('description', ''))}</p>"
    yield "<p>Every call needs the session's cookie, every change also its token in the header <code>X-Testimonia-Token</code>."
    yield 'The same for programs: <a href="/api/v1/openapi.json">openapi.json</a>.</p>'
    for path, operations in sorted(schema.get("paths", {}).items()):
        yield f"<h2>{escape(path)}</h2>"
        for method in METHODS:
            if method in operations:
                yield from _operation(method, operations[method])
    yield "<h1>Values</h1>"
    for name, part in sorted(schema.get("components", {}).get("schemas", {}).items()):
        yield f'<h2 id="{escape(name, quote=True)}">{escape(name)}</h2><table>'
        for field, kind in part.get("properties", {}).items():
            yield f"<tr><td>{escape(field)}</td><td>{_kind(kind)}</td></tr>"
        yield "</table>"
    yield "</body></html>"


def _operation(method: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield f"<h3>{method.upper()}</h3><p>{escape(operation.get('description') or operation.get('summary') or '')}</p><table>"
    for parameter in operation.get("parameters", []):
        where, kind = escape(parameter["in"]), _kind(parameter.get("schema", {}))
        yield f"<tr><td>{escape(parameter['name'])}</td><td>{where}</td><td>{kind}</td></tr>"
    if body := operation.get("requestBody"):
        yield f"<tr><td>body</td><td></td><td>{_content(body)}</td></tr>"
    for status, response in sorted(operation.get("responses", {}).items()):
        said = _content(response) or escape(response.get("description", ""))
        yield f"<tr><td>{escape(status)}</td><td></td><td>{said}</td></tr>"
    yield "</table>"


def _content(part: Mapping[str, Any]) -> str:
    return ", ".join(f"{escape(media)}: {_kind(body.get('schema', {}))}" for media, body in part.get("content", {}).items())


def _kind(schema: Mapping[str, Any]) -> str:
    """A value's kind in a word, with a link where it has a name."""
    if reference := schema.get("$ref"):
        name = reference.rpartition("/")[2]
        return f'<a href="#{escape(name, quote=True)}">{escape(name)}</a>'
    if options := schema.get("oneOf") or schema.get("anyOf"):
        return " or ".join(_kind(option) for option in options)
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return escape(str(schema.get("type", "any")))


DOCUMENTATION = (show_documentation, show_description, show_style)
