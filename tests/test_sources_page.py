"""What docs/sources.md tells can be done as it is told."""

import re
from pathlib import Path

from copydesk.flows.settings import load_settings
from copydesk.flows.source_settings import Source

PAGE = (Path(__file__).parent.parent / "docs" / "sources.md").read_text(encoding="utf-8")


def test_the_settings_it_shows_can_be_loaded_and_name_every_key(tmp_path: Path) -> None:
    [block] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "copydesk.toml"
    file.write_text(block, encoding="utf-8")

    sources = load_settings(file).source

    assert {key for source in sources for key in source.model_fields_set} == set(Source.model_fields)
    table = PAGE.partition("| key |")[2]
    assert [key for key in Source.model_fields if f"`{key}`" not in table] == []
