"""From light to a picture: haze, glare and rain in linear light, then a film's curve. Arrays are height x width x 3."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = Any

# Sobotka's AgX: into its primaries, a sigmoid over 16.5 stops, and back; the sigmoid as fitted by Wrensch.
INTO = np.array([[0.842479, 0.078434, 0.079224], [0.042328, 0.878469, 0.079166], [0.042376, 0.078434, 0.879143]])
BACK = np.linalg.inv(INTO)
SIGMOID = (15.5, -40.14, 31.96, -6.868, 0.4298, 0.1191, -0.00232)
LEAST, MOST = -12.47393, 4.026069  # stops


def blurred(picture: Array, radius: float) -> Array:
    """A gaussian blur of `radius` px standard deviation, the edges held."""
    height, width = picture.shape[:2]
    pad = int(min(radius * 3, height // 2)) + 1
    padded = np.pad(picture, ((pad, pad), (pad, pad), (0, 0)), mode="edge")
    fy, fx = np.fft.fftfreq(padded.shape[0])[:, None], np.fft.rfftfreq(padded.shape[1])[None, :]
    bell = np.exp(-2 * (np.pi * radius) ** 2 * (fx**2 + fy**2))
    spectrum = np.fft.rfft2(padded, axes=(0, 1)) * bell[:, :, None]
    return np.fft.irfft2(spectrum, padded.shape[:2], axes=(0, 1))[pad : pad + height, pad : pad + width]


def haze(light: Array, depth: Array, colour: tuple[float, float, float], start: float, half: float) -> Array:
    veil = 1 - np.exp2(-np.maximum(depth - start, 0) / half)
    veil[depth > 4000] = 0  # the sky has its own
    return light + (np.array(colour) - light) * np.minimum(veil, 0.93)[:, :, None]


def glare(light: Array, strength: float) -> Array:
    """What a lens spreads about bright things: a little close by, less over a wide field."""
    width = light.shape[1]
    bright = np.minimum(light, 40.0)
    close, wide = blurred(bright, width / 420), blurred(bright, width / 70)
    far = blurred(bright, width / 18)
    return light * (1 - strength) + strength * (0.5 * close + 0.32 * wide + 0.18 * far)


def rain(light: Array, strength: float, seed: int = 5) -> Array:
    """Falling drops, drawn out by the shutter: they shine with the light that is behind them."""
    height, width = light.shape[:2]
    chance = np.random.default_rng(seed)
    field = np.zeros((height, width))
    for _ in range(int(1500 * strength)):
        near = chance.random() ** 3
        long, lean = (14 + 60 * near) * width / 1920, chance.normal(0.075, 0.012)
        x, y = chance.uniform(-20, width), chance.uniform(-long, height)
        steps = np.arange(int(long) + 2)
        swell = np.sin(np.pi * (steps + 0.5) / len(steps)) * (0.10 + 0.22 * near)
        rows = (y + steps).astype(int)
        columns = x + steps * lean
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width - 2)
        left = columns[inside].astype(int)
        part = columns[inside] - left
        np.add.at(field, (rows[inside], left), swell[inside] * (1 - part))
        np.add.at(field, (rows[inside], left + 1), swell[inside] * part)
    around = blurred(np.minimum(light, 8.0), width / 40)
    return light + field[:, :, None] * (around * 0.55 + 0.012)


def film(light: Array, exposure: float, contrast: float, saturation: float, grade: tuple[float, float, float]) -> Array:
    """Display values 0..1."""
    stops = np.log2(np.maximum(light * np.array(grade) * 2.0**exposure, 1e-10) @ INTO.T)
    place = np.clip((stops - LEAST) / (MOST - LEAST), 0, 1)
    shown = np.clip(np.polyval(SIGMOID, place), 0, 1)
    shown = shown**contrast
    grey = (shown @ np.array([0.2126, 0.7152, 0.0722]))[:, :, None]
    shown = grey + (shown - grey) * saturation
    return np.clip(shown @ BACK.T, 0, 1)
