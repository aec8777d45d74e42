"""`python -m briefings`: the operator's commands without the bot."""

from briefings.commands import app

if __name__ == "__main__":
    app()
