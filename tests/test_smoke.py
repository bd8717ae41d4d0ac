from components.load import read_case
from tests.made import around, as_text, raw_case


def test_the_made_case_is_valid():
    case, problems = read_case("cases/made-case.yml", as_text(raw_case()), around())
    assert problems == []
    assert case.status == "resolved"


def test_the_real_data_have_no_problems(dataset):
    assert len(dataset.cases) == 202
