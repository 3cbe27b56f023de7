"""Which files of the workspace use a thing of this name?"""

from shared.services.workspace.workspace import naming

FILES = {
    "a/uses.py": b'from bifrost import oauth\noauth.headers("graph")',
    "a/single.py": b"from bifrost import oauth\noauth.headers('graph')",
    "a/by_module.py": b'from modules import x\nx.connect("graph")',
    "a/test_uses.py": b'from bifrost import oauth\noauth.headers("graph")',
    "a/other.py": b'from bifrost import oauth\noauth.headers("graph-2")',
    "a/word.py": b'print("graph")',
}


def test_those_that_have_it_in_quotes_and_are_no_tests() -> None:
    found = naming(FILES, "graph", b"oauth", b"modules")

    assert found == ("a/by_module.py", "a/single.py", "a/uses.py")
