"""Schemas that no operation declares: a problem document, and a sentence in both languages."""

from functions.words.every import PROBLEMS

PROBLEM_SCHEMA = {
    "type": "object",
    "description": "RFC 9457, with the sentence in both languages and every broken rule",
    "required": ["type", "title", "status", "code", "detail", "text", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "enum": sorted(PROBLEMS)},
        "detail": {"type": "string"},
        "text": {"$ref": "#/components/schemas/TwoLanguages"},
        "request_id": {"type": "string"},
        "facts": {
            "type": "object",
            "description": "What the refusal is about, e.g. the case there is",
            "additionalProperties": {"type": "string"},
        },
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "rule", "text"],
                "properties": {
                    "field": {"type": "string"},
                    "rule": {"type": "string"},
                    "line": {"type": "integer", "description": "Line of an imported file"},
                    "text": {"$ref": "#/components/schemas/TwoLanguages"},
                    "facts": {
                        "type": "object",
                        "description": "The numbers and moments that the text names",
                        "additionalProperties": {"type": "string"},
                    },
                },
            },
        },
    },
}
TWO_LANGUAGES = {
    "type": "object",
    "required": ["vi", "en"],
    "properties": {"vi": {"type": "string"}, "en": {"type": "string"}},
}
