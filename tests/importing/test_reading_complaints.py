from collections import Counter
from datetime import datetime

import pytest
from broken_file import HEADER, SECRET, broken_complaints, damages, row

from petition_es.importing.complaints import Complaint, ComplaintFile
from petition_es.importing.listed import Already
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected, RejectFile
from petition_es.importing.source_file import UnreadableFile


@pytest.fixture
def read(tmp_path, now):
    def read(content: bytes) -> list[Complaint | Already | Rejected]:
        path = tmp_path / "complaints.csv"
        path.write_bytes(content)
        with ComplaintFile(path, now=now) as complaints:
            return list(complaints)

    return read


def reasons(outcomes: list[Complaint | Already | Rejected]) -> list[Reason]:
    return [outcome.reason for outcome in outcomes if isinstance(outcome, Rejected)]


def test_a_row_with_a_reply_is_read_whole(read):
    (complaint,) = read(HEADER + row("2549", body='"路灯\n不亮"'))
    assert isinstance(complaint, Complaint)
    assert (complaint.message_id, complaint.user, complaint.line) == ("2549", "A1", 2)
    assert (complaint.subject, complaint.body, complaint.reply) == (
        "路灯不亮",
        "路灯\n不亮",
        "已修好",
    )
    assert complaint.submitted_at.at.isoformat() == "2019-04-25T09:32:09+08:00"
    assert complaint.replied_at.at.isoformat() == "2019-05-09T10:00:00+08:00"


def test_a_message_without_reply_columns_has_no_reply(read):
    header = b"likes,body,submitted_at,subject,user,message_id,dislikes\n"
    (complaint,) = read(header + "3,不亮,2019/4/25,路灯,A1,188006,0\n".encode())
    assert (complaint.reply, complaint.replied_at) == (None, None)
    assert (complaint.message_id, complaint.submitted_at.precision) == ("188006", "day")


def test_a_row_whose_reply_and_time_are_both_blank_has_no_reply(read):
    (complaint,) = read(HEADER + row("1", reply=" ", replied=""))
    assert (complaint.reply, complaint.replied_at) == (None, None)


def test_a_reply_on_the_day_of_the_message_is_not_before_it(read):
    (complaint,) = read(HEADER + row("1", sent="2019/4/25 23:00:00", replied="2019/4/25"))
    assert isinstance(complaint, Complaint)
    assert reasons(read(HEADER + row("1", sent="2019/4/25 23:00:00", replied="2019/4/24"))) == [
        Reason.REPLY_BEFORE_MESSAGE
    ]


def test_the_same_row_again_is_already_there_and_another_one_under_its_id_is_refused(read):
    outcomes = read(HEADER + row("1") + row("1").replace(b",A1", b", A1 ") + row("1", body="x"))
    assert [type(outcome) for outcome in outcomes] == [Complaint, Already, Rejected]
    assert outcomes[1] == Already(record=2, line=3)
    assert reasons(outcomes) == [Reason.DUPLICATE_ID_OTHER_CONTENT]


def test_likes_that_changed_make_no_other_content(read):
    header = b"message_id,user,subject,submitted_at,body,likes\n"
    outcomes = read(header + b"1,u,s,2019/1/1,b,3\n1,u,s,2019/1/1,b,4\n")
    assert [type(outcome) for outcome in outcomes] == [Complaint, Already]


def test_a_rejected_row_does_not_keep_its_identifier_from_a_good_one(read):
    outcomes = read(HEADER + row("1", sent="2019/2/30") + row("1"))
    assert [type(outcome) for outcome in outcomes] == [Rejected, Complaint]


def test_a_reply_column_without_its_time_column_is_refused(read):
    with pytest.raises(UnreadableFile, match="needed together"):
        read(b"message_id,user,subject,submitted_at,body,reply\n")


def test_every_damage_is_rejected_with_its_line_column_and_reason_and_the_rest_goes_in(read):
    content, expected, good = broken_complaints()
    outcomes = read(content)
    found = [(o.line, o.column, o.reason) for o in outcomes if isinstance(o, Rejected)]
    assert found == expected
    assert Counter(map(type, outcomes)) == {Complaint: good, Rejected: len(damages())}


def test_no_reject_repeats_what_a_field_contains(read, tmp_path):
    content, expected, _ = broken_complaints()
    with RejectFile(tmp_path / "rejects.csv", source_file="complaints.csv") as file:
        for outcome in read(content):
            if isinstance(outcome, Rejected):
                file.add(outcome)
    text = (tmp_path / "rejects.csv").read_text(encoding="utf-8")
    assert text.count("\n") == len(expected) + 1
    for secret in (SECRET, *SECRET, "路灯", "o'clock", "2099", "xxx", "uuu", "长"):
        assert secret not in text


@pytest.mark.parametrize(("file", "rows"), [("replies.csv", 1865), ("messages.csv", 4326)])
def test_all_real_complaints_are_read_and_none_rejected(shared_data, now, file, rows):
    with ComplaintFile(shared_data / "complaints" / file, now=now) as complaints:
        outcomes = list(complaints)
    assert Counter(map(type, outcomes)) == {Complaint: rows}
    assert all((c.reply is not None) == (file == "replies.csv") for c in outcomes)
    assert complaints.position == complaints.size


def test_times_are_in_the_zone_that_is_given(tmp_path, now):
    path = tmp_path / "complaints.csv"
    path.write_bytes(HEADER + row("1"))
    with ComplaintFile(path, now=now, zone=now.tzinfo) as complaints:
        (complaint,) = complaints
    assert complaint.submitted_at.at == datetime(2019, 4, 25, 9, 32, 9, tzinfo=now.tzinfo)
