"""Annotations of other programs, as labels of another rater."""

from pathlib import Path

import pytest
from praatio import textgrid
from pympi import Eaf

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.export.annotation_match import match
from emotion_desktop.export.annotations import read_annotations
from emotion_desktop.export.formats import write_results
from emotion_desktop.export.label_words import guess_label
from emotion_desktop.export.tiers import Interval
from tests.review_doubles import utterance
from tests.unit.export.hard_documents import ARABIC, JAPANESE, SIGNS, hard_document


def intervals(path: Path, tier: str) -> list[tuple[float, float, str]]:
    return [(one.start_s, one.end_s, one.text) for one in read_annotations(path).by_name[tier]]


# --- ELAN ----------------------------------------------------------------------------------


def test_a_file_that_elan_tools_made_is_read(tmp_path: Path) -> None:
    eaf = Eaf()
    eaf.remove_tier("default")
    eaf.add_tier("Ana")
    eaf.add_annotation("Ana", 250, 2300, "Wut")
    eaf.add_annotation("Ana", 3000, 3800, "世界 & <b>")
    eaf.add_linguistic_type("said of", "Symbolic_Association", timealignable=False)
    eaf.add_tier("notes", "said of", parent="Ana")
    eaf.add_ref_annotation("notes", "Ana", 300, "loud")
    eaf.add_tier("empty")
    path = tmp_path / "ana.eaf"
    eaf.to_file(str(path))
    assert set(read_annotations(path).by_name) == {"Ana", "notes"}
    assert intervals(path, "Ana") == [(0.25, 2.3, "Wut"), (3.0, 3.8, "世界 & <b>")]
    assert intervals(path, "notes") == [(0.25, 2.3, "loud")]


def test_slots_without_a_time_lie_evenly_between_others(tmp_path: Path) -> None:
    path = tmp_path / "a.eaf"
    path.write_text(
        """<ANNOTATION_DOCUMENT><TIME_ORDER>
        <TIME_SLOT TIME_SLOT_ID="1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="2"/>
        <TIME_SLOT TIME_SLOT_ID="3" TIME_VALUE="1000"/></TIME_ORDER><TIER TIER_ID="t">
        <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a" TIME_SLOT_REF1="1" TIME_SLOT_REF2="2">
        <ANNOTATION_VALUE>x</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
        </ANNOTATION_DOCUMENT>""",
        "utf-8",
    )
    assert intervals(path, "t") == [(0.0, 0.5, "x")]


LOOP = """<ANNOTATION_DOCUMENT><TIME_ORDER/><TIER TIER_ID="t"><ANNOTATION>
<REF_ANNOTATION ANNOTATION_ID="a" ANNOTATION_REF="b"/></ANNOTATION><ANNOTATION>
<REF_ANNOTATION ANNOTATION_ID="b" ANNOTATION_REF="a"/></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"""
BOMB = f"""<!DOCTYPE x [<!ENTITY a "{"a" * 1000}">{
    "".join(f'<!ENTITY {b} "{f"&{a};" * 100}">' for a, b in ("ab", "bc", "cd", "de", "ef"))
}]><ANNOTATION_DOCUMENT>&f;</ANNOTATION_DOCUMENT>"""

HARMLESS_DOCTYPE = "<!DOCTYPE x><ANNOTATION_DOCUMENT/>"


def test_a_long_chain_of_references_is_followed_once(tmp_path: Path) -> None:
    chain = "".join(
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{i}" ANNOTATION_REF="{i + 1}">'
        "<ANNOTATION_VALUE>x</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
        for i in range(20_000)
    )
    path = tmp_path / "a.eaf"
    path.write_text(
        """<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="1" TIME_VALUE="0"/>
        <TIME_SLOT TIME_SLOT_ID="2" TIME_VALUE="1000"/></TIME_ORDER><TIER TIER_ID="t">
        <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="20000" TIME_SLOT_REF1="1"
        TIME_SLOT_REF2="2"/></ANNOTATION>"""
        + chain
        + "</TIER></ANNOTATION_DOCUMENT>",
        "utf-8",
    )
    assert intervals(path, "t") == [(0.0, 1.0, "x")] * 20_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "not XML"),
        ("no xml", "not XML"),
        ("<html/>", "not an ELAN EAF"),
        ("<ANNOTATION_DOCUMENT/>", "has no tier"),
        ("<ANNOTATION_DOCUMENT><TIER/></ANNOTATION_DOCUMENT>", "TIER_ID is missing"),
        (LOOP, "is missing"),
        (BOMB, "declares a document type"),
        (HARMLESS_DOCTYPE, "declares a document type"),
        ("<a>" * 200_000 + "</a>" * 200_000, "not an ELAN EAF"),
        ("<a>" * 200_000, "not XML"),
        (
            '<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="1" TIME_VALUE="'
            + "9" * 400
            + '"/></TIME_ORDER></ANNOTATION_DOCUMENT>',
            "not a number",
        ),
        (
            '<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="1" TIME_VALUE="x"/>'
            "</TIME_ORDER></ANNOTATION_DOCUMENT>",
            "not a number",
        ),
    ],
)
def test_what_is_no_annotation_of_elan_is_refused(
    tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "a.eaf"
    path.write_text(content, "utf-8")
    with pytest.raises(UserFacingError, match=reason):
        read_annotations(path)


def test_more_than_anybody_annotates_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.eaf"
    path.write_text(f"<ANNOTATION_DOCUMENT>{'<a/>' * 1_800_000}</ANNOTATION_DOCUMENT>", "utf-8")
    with pytest.raises(UserFacingError, match="too large"):
        read_annotations(path)


# --- Praat ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["long_textgrid", "short_textgrid"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_grid_that_praat_tools_made_is_read(tmp_path: Path, form: str, encoding: str) -> None:
    grid = textgrid.Textgrid()
    labels = [(0.25, 2.3, 'sad "really"'), (3.0, 3.8125, "ira 世界 12 <x>")]
    grid.addTier(textgrid.IntervalTier("Ana 1", labels, 0, 8))
    grid.addTier(textgrid.PointTier("points", [(1.0, "here")], 0, 8))
    path = tmp_path / "ana.TextGrid"
    grid.save(str(path), format=form, includeBlankSpaces=True)
    path.write_text(path.read_text("utf-8"), encoding)
    assert set(read_annotations(path).by_name) == {"Ana 1"}
    assert intervals(path, "Ana 1") == labels


HEAD = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n8\n<exists>\n'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "not a TextGrid"),
        ('File type = "ooTextFile"\nObject class = "Sound"', "not a TextGrid"),
        (HEAD, "ends too early"),
        (HEAD + '1\n"IntervalTier"\n"t"\n0\n8\n2\n0\n1\n"a"\n', "ends too early"),
        (HEAD + '1\n"IntervalTier"\n"t"\n0\n8\n1\n0\n"a"\n1\n', "unexpected"),
        (HEAD + '1\n"OddTier"\n"t"\n0\n8\n0\n', "OddTier"),
        (HEAD + "-1\n", "unexpected “-1”"),
        (HEAD + "1e300\n", "unexpected"),
        (HEAD + "0\n", "has no tier"),
        (HEAD + "1" * 200_000 + "x", "ends too early"),  # as digits that would take hours
        (HEAD + '"' * 200_001, "unexpected"),
        (HEAD + '1\n"IntervalTier"\n"t"\n0\n8\n400000\n', "too large"),
        (HEAD + "2\n" + '"TextTier"\n"t"\n0\n8\n0\n' * 2 + "299999\n", "has no tier"),
    ],
)
def test_what_is_no_grid_of_praat_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "a.TextGrid"
    path.write_text(content, "utf-8")
    with pytest.raises(UserFacingError, match=reason):
        read_annotations(path)


# --- tables --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "start_s,end_s,rater,label\n0.5,1.5,Ana,fear\n2,3,'=Ben,anger\n4,5,Ben,\n",
        "\ufeffstart_s;end_s;rater;label\r\n0,5;1,5;Ana;fear\r\n2,0;3,0;=Ben;anger\r\n",
        "label\trater\tend_s\tstart_s\nfear\tAna\t1.5\t0.5\nanger\t=Ben\t3\t2\n",
    ],
)
def test_tables_are_read_however_they_are_parted(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, "utf-8", newline="")
    assert intervals(path, "label (Ana)") == [(0.5, 1.5, "fear")]
    assert intervals(path, "label (=Ben)") == [(2.0, 3.0, "anger")]


@pytest.mark.parametrize(
    "content",
    [
        "onset\tduration\ttrial_type\n0.5\t1\tfear\n1.5\t0\tmarker\n2\tn/a\tx\n3\t1\tn/a\n",  # BIDS
        "Observation id,Behavior,Start (s),Stop (s),Duration (s)\n,fear,0.5,1.5,1\n,x,2,2,0\n",
        "Begin Time - hh:mm:ss.ms\tEnd Time - hh:mm:ss.ms\tAna\n00:00:00.500\t00:00:01.500\tfear\n",
        "Begin Time - ss.msec\tEnd Time - ss.msec\tAna\n0.5\t1.500\tfear\n",
        "Begin Time - msec\tDuration - msec\tAna\n500\t1000\tfear\n",
        "Beginn (s);Ende (s);Gefühl;Stärke\n0,5;1,5;fear;0,75\n",
        "tmin,text,tmax\n0.5,fear,1.5\n",
    ],
)
def test_tables_of_other_programs_are_read(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(content, "utf-8")
    [(name, tier)] = [
        (name, tier)
        for name, tier in read_annotations(path).by_name.items()
        if name != "Observation id"
    ]
    assert name in {"trial_type", "Behavior", "Ana", "Gefühl", "text"}
    assert [(one.start_s, one.end_s, one.text) for one in tier] == [(0.5, 1.5, "fear")]


def test_of_several_columns_that_with_labels_of_a_person_is_proposed(tmp_path: Path) -> None:
    path = tmp_path / "zoe.csv"
    path.write_text(
        "start_s,end_s,text,label,confidence,rater\n0,1,happy birthday,fear,0.5,model\n"
        "0,1,happy birthday,anger,,Ana\n",
        "utf-8",
    )
    tiers = read_annotations(path)
    assert list(tiers.by_name) == [
        "text (model)",
        "label (model)",
        "text (Ana)",
        "label (Ana)",
    ]
    assert tiers.likeliest() == "label (Ana)"
    assert tiers.rater_of("label (Ana)") == "Ana"
    assert tiers.rater_of("Gefühl") == "zoe"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "header is missing end_s, start_s"),
        ("label\n", "header is missing end_s, start_s"),
        ("onset,label\n", "header is missing end_s"),
        ("start_s,end_s,label\nx,1,fear\n", "line 2 has no time interval"),
        ("start_s,end_s,label\n0,1,fear\n2,1,fear\n", "line 3 has no time interval"),
        ("start_s,end_s,label\nnan,1,fear\n", "line 2 has no time interval"),
        ("start_s,end_s,label\n0,1e9,fear\n", "line 2 has no time interval"),
        ("start_s,end_s,label\n" + "0,1,fear\n" * 300_001, "too large"),
        ("start_s,end_s,label" + ",x" * 10_000 + "\n0,1,fear\n", "too large"),
        ("start_s,end_s,label" + ",x" * 9_000 + "\n" + "0,1,fear\n" * 700, "too large"),
        ("start_s,end_s,label\n1\n", "has no tier"),
        ("start_s,end_s,label\n0,1," + "x" * 200_000 + "\n", "field larger"),
    ],
)
def test_what_is_no_table_of_labels_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(UserFacingError, match=reason):
        read_annotations(path)


def test_other_files_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="not a readable annotation file"):
        read_annotations(tmp_path / "a.docx")
    with pytest.raises(UserFacingError, match="cannot be read"):
        read_annotations(tmp_path / "nowhere.eaf")
    (tmp_path / "a.csv").write_bytes(b"\xff\xff")
    with pytest.raises(UserFacingError, match="UTF-8"):
        read_annotations(tmp_path / "a.csv")


# --- what was exported comes back ----------------------------------------------------------


@pytest.mark.parametrize("name", ["eaf", "textgrid"])
def test_what_this_program_wrote_is_read_again(tmp_path: Path, name: str) -> None:
    [path] = write_results(hard_document(), tmp_path / "talk", [name])
    texts = {one[2] for one in intervals(path, "Zoë text")}
    texts |= {one[2] for one in intervals(path, "Zoë text 2")}
    assert texts == {ARABIC, JAPANESE, SIGNS}
    assert read_annotations(path).texts_of("Zoë emotion (Ana)") == {"fear": 1, "neutral": 1}


def test_a_tier_of_sentences_is_not_taken_for_labels(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"{i},{i + 1},sentence number {i}\n" for i in range(300))
    path.write_text("start_s,end_s,said\n" + rows, "utf-8")
    tiers = read_annotations(path)
    with pytest.raises(UserFacingError, match="300 different texts"):
        tiers.texts_of("said")
    with pytest.raises(UserFacingError, match=r"no tier x\. Choose one of: said"):
        tiers.texts_of("x")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Wut", "anger"),
        (" ÄRGER! ", "anger"),
        ("aergerlich", "anger"),
        ("Ekel", "disgust"),
        ("U\u0308berraschung", "surprise"),
        ("hap", "happiness"),
        ("3 Trauer (stark)", "sadness"),
        ("NEUTRAL [2]", "neutral"),
        ("??", "unclear"),
        ("weiß nicht", "unclear"),
        ("can't tell", "unclear"),
        ("laughs", None),
        ("", None),
        ("12", None),
        ("世界", None),
    ],
)
def test_labels_are_guessed_from_their_names(text: str, label: str | None) -> None:
    assert guess_label(text) == label


# --- to utterances -------------------------------------------------------------------------


def test_labels_go_to_the_utterances_that_they_cover() -> None:
    state = review_of(hard_document().utterances, [])
    tier = [
        Interval(0.0, 0.9, "Wut "),
        Interval(0.9, 2.5, "Angst"),  # most of the first utterance; a little of others
        Interval(4.1, 4.5, "Angst"),  # short, within two
        Interval(7.0, 8.0, "unsure"),  # not mapped
        Interval(20.0, 30.0, "Wut"),  # nobody speaks
    ]
    found = match(state.segments, tier, {"Wut": "anger", "Angst": "fear"})
    assert found.labels == {0: "fear", 1: "fear", 2: "fear", 3: "fear"}
    assert (found.n_annotations, found.n_mapped, found.n_unplaced) == (5, 4, 1)
    assert (found.n_contested, found.n_overlapping, found.end_s) == (1, 0, 30.0)


def test_an_edge_that_was_drawn_a_little_differently_labels_no_neighbour() -> None:
    state = review_of(hard_document().utterances, [])
    tier = [Interval(0.0, 2.45, "x")]  # the third utterance begins at 2.4
    assert list(match(state.segments, tier, {"x": "anger"}).labels) == [0]


def test_of_two_that_overlap_each_takes_what_was_drawn_for_it() -> None:
    state = review_of([utterance(0, 1.0), utterance(1, 1.5, "one two")], [])
    tier = [Interval(1.0, 3.0, "anger"), Interval(1.5, 2.5, "fear")]
    found = match(state.segments, tier, {"anger": "anger", "fear": "fear"})
    assert found.labels == {0: "anger", 1: "fear"}
    assert (found.n_contested, found.n_overlapping) == (2, 1)


def test_nothing_meets_nothing() -> None:
    assert match([], [Interval(0.0, 1.0, "x")], {"x": "fear"}).n_unplaced == 1
    assert match(review_of([utterance(0, 1.0)], []).segments, [], {}).labels == {}
