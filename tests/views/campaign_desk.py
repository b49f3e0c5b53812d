"""The form of the campaigns' desk, sent as its page sends it."""

import io
from typing import Any

from flask.testing import FlaskClient
from PIL import Image

from tests.application import token


def picture(kind: str = "PNG", size: tuple[int, int] = (1000, 700), **more: Any) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(buffer, kind, **more)
    return buffer.getvalue()


def save(client: FlaskClient, slug: str = "new", header: bytes = b"", address: str = "", **fields: Any) -> Any:
    path = f"/moderate/campaigns/{slug}"
    form: dict[str, Any] = {"csrf_token": token(client.get(path).text), "title": "Tins", "accent": "#0a5c36", **fields}
    if address:
        form["slug"] = address
    if header:
        form["header"] = (io.BytesIO(header), "whatever.exe")
    return client.post(path, data=form, content_type="multipart/form-data")
