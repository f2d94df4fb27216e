from pathlib import Path

import pytest

from copydesk.flows.settings import Settings, SettingsError, load_settings
from copydesk.tasks.text.thresholds import Thresholds


def written(folder: Path, text: str) -> Path:
    file = folder / "copydesk.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_desk_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "copydesk.toml") == Settings()
    assert Settings().matching == Thresholds()


def test_every_threshold_of_matching_can_be_set(tmp_path: Path) -> None:
    file = written(tmp_path, "[matching]\nmerge_containment = 0.6\nwindow_days = 30\n")
    thresholds = load_settings(file).matching
    assert (thresholds.merge_containment, thresholds.window_days) == (0.6, 30)
    assert thresholds.dup_jaccard == Thresholds().dup_jaccard


def test_publishers_are_ranked_as_they_stand_their_aliases_with_them(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        '[[publisher]]\nname = "AFP"\naliases = ["Agence France-Presse"]\n[[publisher]]\nname = "dpa"\n',
    )
    assert load_settings(file).publisher_ranks == {"AFP": 0, "Agence France-Presse": 0, "dpa": 1}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[ingest]\nwindow_documents = 0", "ingest.window_documents"),
        ("[ingest]\nmax_reject_share = 1.5", "ingest.max_reject_share"),
        ("[ingest]\nmax_rejects = 1", "ingest.max_rejects"),
        ("[ingests]\n", "ingests"),
        ('[matching]\nmerge_containment = "a lot"', "matching.merge_containment"),
        ("[matching]\nmerge_containment = 38", "merge_containment must be from 0 to 1, not 38.0"),
        ("[matching]\ndup_jaccard = nan", "dup_jaccard must be from 0 to 1, not nan"),
        ("[matching]\nmerge_words = -1", "merge_words must be at least 0, not -1"),
        ("[matching]\nretold_length = -2", "retold_length must be at least 0, not -2.0"),
        ("[matching]\nmerge_containmnt = 1", "there is no merge_containmnt; is merge_containment meant?"),
        ("[fetch]\nallow_privat = true", "fetch.allow_privat: there is no such key; is allow_private meant?"),
        ("[[publisher]]\n", "[[publisher]] number 1: name: it is missing"),
        ("[[sources]]\n", "sources: there is no such key; is source meant?"),
        ('[source]\nname = "A"\nlocation = "x"', "source: each is written with two brackets, as [[source]]"),
        (
            '[[source]]\nname = "A"\nlocaton = "x"',
            "source 'A': location: it is missing; source 'A': locaton: there is no such key; is location",
        ),
        ('[[source]]\nname = "A"\nlocation = "x"\nkind = "rss"', "source 'A': kind: Input should be 'feed'"),
        ('[[source]]\nname = "A"\nlocation = "x"\n' * 2, "source: there is more than one A"),
        ("[ingest\n", "cannot read the settings"),
        ("[ingest]\n[ingest]\nworkers = 2\n", "write its keys where it stands first"),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SettingsError) as mistake:
        load_settings(file)
    assert str(mistake.value).startswith(f"{file}: ")
    assert told in str(mistake.value)
    assert mistake.value.exit_code == 2


def test_settings_that_are_no_text_are_told_by_name(tmp_path: Path) -> None:
    file = tmp_path / "copydesk.toml"
    file.write_bytes(b"\xff\xfe[")
    with pytest.raises(SettingsError, match="cannot read the settings"):
        load_settings(file)


def test_the_hash_changes_with_what_decides_results_alone(tmp_path: Path) -> None:
    alike = load_settings(written(tmp_path, "[ingest]\nworkers = 1\nwindow_documents = 5\n"))
    other = load_settings(written(tmp_path, "[matching]\nmerge_words = 9\n"))
    ranked = load_settings(written(tmp_path, '[[publisher]]\nname = "AFP"\n'))
    assert alike.hash == Settings().hash
    assert len({Settings().hash, other.hash, ranked.hash}) == 3
