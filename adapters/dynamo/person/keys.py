"""Keys and access patterns of the table Person.

| pk / sk | what | read by |
|---|---|---|
| `P#pid` / `PROFILE` | name, phone, identity number sealed | by id: Get |
| `P#pid` / `OTP` | the one-time code in flight | Get |
| `P#pid` / `DEVICE#<sha256>` | where a browser takes messages, sealed | Query pk, `DEVICE#` |
| `H#<hmac>` / `P#pid` | claims of a phone (a phone may be shared) | Query pk |
| `I#<hmac>` / `0`, `C#<card>` / `0` | identity number, card → person: unique | Get |
| `R#<sha256>` / `0` | registration request → person and device | Get |
"""

import hashlib

PROFILE = "PROFILE"
OTP = "OTP"
DEVICES = "DEVICE#"


def phone(hashed: str) -> str:
    return f"H#{hashed}"


def identity(hashed: str) -> str:
    return f"I#{hashed}"


def card(code: str) -> str:
    return f"C#{code}"


def registration(text: str) -> str:
    """Hashed, because the text comes from a device."""
    return f"R#{hashlib.sha256(text.encode()).hexdigest()}"


def device(subscription: str) -> str:
    return f"{DEVICES}{subscription}"
