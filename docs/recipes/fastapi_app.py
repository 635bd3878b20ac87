# pip install fastapi uvicorn httpx
# OPENAI_API_KEY=… uvicorn fastapi_app:app --port 3000
#
# <stream-chat endpoint="/chat/stream" protocol="openai"></stream-chat>
import asyncio
import json
import logging
import os
from collections.abc import AsyncIterator

import httpx
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

BASE_URL = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
MODEL = os.environ.get("OPENAI_MODEL", "gpt-5-mini")
KEY = os.environ.get("OPENAI_API_KEY", "")
SILENCE_S = 30
HEARTBEAT_S = 10
HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}

app = FastAPI()


class Message(BaseModel):
    role: str
    content: str


class Question(BaseModel):
    messages: list[Message] = Field(min_length=1)


@app.post("/chat/stream")
async def stream(question: Question) -> StreamingResponse:
    return StreamingResponse(with_heartbeats(answer(question)), media_type="text/event-stream", headers=HEADERS)


async def answer(question: Question) -> AsyncIterator[bytes]:
    body = {"model": MODEL, "stream": True, "messages": [message.model_dump() for message in question.messages]}
    # A client that leaves cancels this generator, which closes the upstream request: nothing more is paid for.
    async with httpx.AsyncClient(timeout=SILENCE_S) as client:
        headers = {"Authorization": f"Bearer {KEY}"}
        async with client.stream("POST", f"{BASE_URL}/chat/completions", json=body, headers=headers) as upstream:
            upstream.raise_for_status()
            async for line in upstream.aiter_lines():
                if line:
                    yield f"{line}\n\n".encode()


async def with_heartbeats(events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """One piece at a time, so that a slow client slows the model; a comment while the model is silent."""
    waiting: asyncio.Task[bytes] | None = None
    yield b": connected\n\n"
    try:
        while True:
            waiting = waiting or asyncio.ensure_future(anext(events))
            done, _ = await asyncio.wait({waiting}, timeout=HEARTBEAT_S)
            if not done:
                yield b": keep-alive\n\n"
                continue
            piece, waiting = waiting.result(), None
            yield piece
    except StopAsyncIteration:
        return
    except httpx.HTTPError:
        # After the headers an error is an event. Its own words stay on the server.
        logging.exception("The model provider failed.")
        yield f"data: {json.dumps({'error': {'message': 'The answer broke off.'}})}\n\n".encode()
    finally:
        if waiting and not waiting.done():
            waiting.cancel()
