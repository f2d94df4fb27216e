"""Commands that read what is published, and change nothing."""

from argparse import ArgumentParser

from copydesk.flows.commands.command import ARTICLE, Command, add_json


def _sql(command: ArgumentParser) -> None:
    command.add_argument("query", nargs="?", metavar="QUERY", help="SQL, as DuckDB speaks it")
    command.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="how to print the answer"
    )


def _explain(command: ArgumentParser) -> None:
    command.add_argument("article", metavar="ARTICLE", help=ARTICLE)
    command.add_argument("other", nargs="?", metavar="OTHER", help="another article, to compare it with")
    add_json(command, "the explanation as one JSON object")


COMMANDS = (
    Command("sql", "query the published tables; without a query, at a prompt", "query:sql_command", _sql),
    Command(
        "explain",
        "what was removed and why; why two articles were merged, or not",
        "explain:explain_command",
        _explain,
    ),
)
