"""The names that the code editor completes are those of the SDK."""

from local.sdk_names import OF_MODELS, TARGET, names, text_of


def test_the_code_editor_completes_the_names_of_the_sdk() -> None:
    """After a change of the SDK: python -m local.sdk_names"""
    assert TARGET.read_text() == text_of(names())
    assert OF_MODELS.read_text() == text_of(names())


def test_members_of_modules_have_a_signature_and_a_sentence() -> None:
    found = {entry["name"]: entry for entry in names()}

    assert found["storage.upload"]["detail"].startswith("(container")
    assert found["workflow"]["says"]
    assert "context.org_id" in found
