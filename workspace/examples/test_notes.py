from bifrost import files, testing
from workspace.examples.notes import keep_note


async def test_a_note_is_kept_for_its_organization() -> None:
    with testing.running(organization="contoso", user="Ada"):
        found = await keep_note("the printer is out of paper")
        kept = str(found["kept"])

        assert kept.startswith("data/contoso/notes/")
        assert await files.read(kept) == "Ada: the printer is out of paper\n"
