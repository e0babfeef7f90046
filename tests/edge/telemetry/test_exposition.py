"""The metrics page, read back by Prometheus's own client."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from plumbrule.edge.telemetry.exposition import exposition
from plumbrule.edge.telemetry.process import process_readings
from plumbrule.model.metric import Kind, Metric, Spread
from plumbrule.model.metrics import METRICS, PROCESS_FDS, PROCESS_MEMORY, PROCESS_STARTED, PROCESS_THREADS
from tests.builders.scraped import scraped

ODD = 'a "b"\\n \n ü'


def test_whatever_a_label_or_a_sentence_holds_is_read_back_as_it_was() -> None:
    metric = Metric("plumbrule_odd", Kind.GAUGE, "Says \\ and\na line.", ("one", "two"))
    (family,) = text_string_to_metric_families(exposition((metric,), {metric: {(ODD, ""): 2.5, ("x", "y"): -1}}))
    assert (family.name, family.type, family.documentation) == ("plumbrule_odd", "gauge", "Says \\ and\na line.")
    assert {(one.labels["one"], one.labels["two"]): one.value for one in family.samples} == {
        (ODD, ""): 2.5,
        ("x", "y"): -1,
    }


def test_a_histogram_adds_up() -> None:
    metric = Metric("plumbrule_wait_seconds", Kind.HISTOGRAM, "Waits.", ("target",), (0.1, 1.0))
    found = scraped(exposition((metric,), {metric: {("prod",): Spread((3, 2, 1), 9.5)}}))
    name = "plumbrule_wait_seconds"
    assert {dict(labels)["le"]: value for labels, value in found[f"{name}_bucket"].items()} == {
        "0.1": 3,
        "1.0": 5,
        "+Inf": 6,
    }
    assert (set(found[f"{name}_sum"].values()), set(found[f"{name}_count"].values())) == ({9.5}, {6})


def test_what_has_no_value_is_left_out() -> None:
    assert exposition(METRICS, {}) == ""


def test_the_process_is_seen_through_its_own_folder_of_proc() -> None:
    found = {metric: values[()] for metric, values in process_readings().items()}
    assert 10e6 < float(str(found[PROCESS_MEMORY])) < 10e9
    assert float(str(found[PROCESS_FDS])) >= 3
    assert float(str(found[PROCESS_THREADS])) >= 1
    with open("/proc/stat", encoding="ascii") as kernel, open("/proc/self/stat", encoding="ascii") as own:  # noqa: PTH123
        booted = next(int(line.split()[1]) for line in kernel if line.startswith("btime"))
        ticks = int(own.read().rpartition(")")[2].split()[19])
    assert abs(float(str(found[PROCESS_STARTED])) - (booted + ticks / 100)) < 2
