"""Ask an OpenAI-compatible model over HTTP: the only place in the program that sends material anywhere.

Reached only through ``testimonia run --model``. Slow, oversized, broken or missing answers are a ReadError for the passages
they were about; the run goes on.
"""

import os
import time

import msgspec
from msgspec import Struct

from testimonia.errors import ReadError, UsageError
from testimonia.extract.proposals import Ask
from testimonia.model.brief import ModelEndpoint


class _Message(Struct):
    content: str


class _Choice(Struct):
    message: _Message


class _Answer(Struct):
    choices: list[_Choice]


def connect(endpoint: ModelEndpoint) -> Ask:
    """A function that asks the model.

    Raises:
        UsageError: httpx is not installed, or the variable for the key is not set.
    """
    try:
        import httpx
    except ImportError:
        raise UsageError("asking a model needs httpx: pip install 'testimonia[model]'") from None
    headers = {}
    if endpoint.key_env:
        if not os.environ.get(endpoint.key_env):
            raise UsageError(f"the environment variable {endpoint.key_env} ([model] key_env) is not set")
        headers["Authorization"] = f"Bearer {os.environ[endpoint.key_env]}"
    client = httpx.Client(headers=headers, timeout=endpoint.timeout_s, follow_redirects=False, trust_env=False)

    def ask(instructions: str, text: str, schema: dict[str, object]) -> str:
        body = {
            "model": endpoint.name,
            "temperature": 0,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": text}],
            "response_format": {"type": "json_schema", "json_schema": {"name": "testimony", "schema": schema}},
        }
        until = time.monotonic() + endpoint.timeout_s
        try:
            with client.stream("POST", f"{endpoint.url}/chat/completions", json=body) as response:
                if response.status_code != 200:
                    raise ReadError(f"it answered with HTTP status {response.status_code}")
                received = bytearray()
                for chunk in response.iter_bytes():
                    received += chunk
                    if len(received) > endpoint.max_bytes:
                        raise ReadError(f"its answer is longer than {endpoint.max_bytes:,} bytes")
                    if time.monotonic() > until:  # the client's own limit is per read, and a drip never ends
                        raise ReadError(f"it took longer than {endpoint.timeout_s:g} seconds")
            return msgspec.json.decode(bytes(received), type=_Answer).choices[0].message.content
        except httpx.TimeoutException:
            raise ReadError(f"no answer within {endpoint.timeout_s:g} seconds") from None
        except httpx.HTTPError as error:
            raise ReadError(f"it cannot be reached: {error}") from None
        except (msgspec.DecodeError, IndexError) as error:
            raise ReadError(f"its answer is not a chat completion: {error}") from None

    return ask
