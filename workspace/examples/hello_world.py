"""The smallest workflow: typed parameters in, JSON out."""

from bifrost import UserError, context, workflow

GREETINGS = {"english": "Hello", "spanish": "¡Hola", "french": "Bonjour", "german": "Hallo"}


@workflow(category="Examples", tags=["greeting"], access="members")
async def hello_world(name: str, language: str = "english") -> dict[str, object]:
    """Greet a person in their language."""
    if language not in GREETINGS:
        raise UserError(f"I do not speak {language}; I know {', '.join(GREETINGS)}.")
    return {
        "greeting": f"{GREETINGS[language]}, {name}!",
        "language": language,
        "organization": context.org_name,
        "executed_by": context.executed_by,
    }
