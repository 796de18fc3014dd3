"""What every test can ask for; the books come from tests/bookcase.py."""

pytest_plugins = ["tests.bookcase"]
