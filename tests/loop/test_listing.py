"""When a listing pays, and what of it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.loop.listing import ASKED_AGAIN, Listing, Listings
from plumbrule.model.ids import Family, TargetName
from plumbrule.model.revision import Listed

if TYPE_CHECKING:
    from collections.abc import Iterable

PROD = TargetName("prod")
FORTY = frozenset(Family(f"f{n:02}") for n in range(40))


def page(*entries: tuple[str, int], then: str | None = None) -> Listed:
    return Listed(tuple((Family(name), number, f"{name}:{number}") for name, number in entries), then)


def read(listing: Listing, *pages: Listed) -> Listing:
    for one in pages:
        listing.add(one)
    return listing


def finish(listings: Listings, *pages: Listed) -> None:
    found = listings.begin(PROD, FORTY)
    assert found is not None
    assert listings.end(PROD, read(found, *pages))


def arns(listing: Listing, names: Iterable[str]) -> list[str | None]:
    return [listing.arn(Family(name)) for name in names]


def test_a_listing_to_the_end_knows_the_highest_number_of_each_family_in_whatever_order() -> None:
    found = read(Listing(FORTY, 2), page(("f01", 2), ("f01", 10), ("other", 7), then="t"), page(("f00", 1), ("f01", 9)))
    assert (found.ended, found.whole, found.pages) == (True, True, 2)
    assert arns(found, ["f00", "f01", "f02", "other"]) == ["f00:1", "f01:10", None, None]


def test_a_listing_that_stops_early_only_speaks_of_families_it_has_passed() -> None:
    found = read(Listing(FORTY, 0), page(("f00", 1), ("f01", 1), then="t"))
    assert not found.ended, "one family is passed by one page: that is no loss"
    read(found, page(("f01", 2), then="u"))
    assert (found.ended, found.whole) == (True, False)
    assert arns(found, ["f00", "f01"]) == ["f00:1", None]


def test_a_listing_that_stops_early_and_was_out_of_order_says_nothing() -> None:
    found = read(Listing(FORTY, 0), page(("f00", 1), ("f01", 1), ("f00", 2), then="t"))
    for token in "uvw":
        read(found, page(("zz", 1), then=token))
    assert (found.ended, found.whole) == (True, False)
    assert arns(found, ["f00", "f01"]) == [None, None]


def test_a_token_that_comes_again_ends_it_and_nothing_is_believed() -> None:
    found = read(Listing(FORTY, 9), page(("f00", 1), then="t"), page(("f01", 1), then="t"))
    assert found.ended
    assert arns(found, ["f00", "f01"]) == [None, None]


def test_empty_pages_are_pages_like_others() -> None:
    found = read(Listing(FORTY, 2), page(then="t"), page(("f00", 1)))
    assert (found.whole, found.pages, found.arn(Family("f00"))) == (True, 2, "f00:1")


def test_it_is_never_more_than_a_twentieth_dearer_than_describing_everybody() -> None:
    listings = Listings()
    found = listings.begin(PROD, FORTY)
    assert found is not None
    while not found.ended:
        found.add(page(("a-family-of-somebody-else", found.pages + 1), then=str(found.pages)))
    assert found.pages == len(FORTY) // 20


def test_after_one_that_did_not_pay_it_is_tried_again_much_later() -> None:
    listings = Listings()
    finish(listings, page(then="t"), page(then="u"))
    tried = [listings.begin(PROD, FORTY) is not None for _ in range(ASKED_AGAIN)]
    assert tried == [*[False] * (ASKED_AGAIN - 1), True]


def test_what_the_last_one_cost_decides_about_the_next() -> None:
    listings = Listings()
    finish(listings, *_three_pages())
    few = frozenset(list(FORTY)[:3])
    assert listings.begin(PROD, few) is None, "three pages against three families"
    again = listings.begin(PROD, FORTY)
    assert again is not None
    assert again.allowance == 4


def test_one_that_a_reload_abandoned_ends_without_a_word() -> None:
    listings = Listings()
    found = listings.begin(PROD, FORTY)
    assert found is not None
    listings.abandon()
    assert not listings.end(PROD, found)
    assert listings.begin(PROD, FORTY) is not None
    assert not listings.end(PROD, found)


@pytest.mark.parametrize("count", [0, 1])
def test_for_one_family_nobody_asks_for_a_page(count: int) -> None:
    assert Listings().begin(PROD, frozenset(list(FORTY)[:count])) is None


def _three_pages() -> tuple[Listed, ...]:
    names = sorted(FORTY)
    parts = [[(name, 1) for name in names[start : start + 15]] for start in (0, 15, 30)]
    return page(*parts[0], then="t"), page(*parts[1], then="u"), page(*parts[2])
