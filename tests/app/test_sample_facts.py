"""The facts of the made-up shop agree with each other."""

import pytest

from mspdesk.app import sample_facts as facts

PLANS = [one for one in facts.BUSINESSES if one.monthly]


@pytest.mark.parametrize("business", PLANS, ids=lambda one: one.name)
def test_what_a_client_pays_covers_what_it_has(business: facts.Business) -> None:
    """Else its plan sheet leaves computers out, and fewer agents are bought than are in use."""
    counts = dict(business.devices)
    asked = sum(
        each * sum(counts.get(one, 0) for one in kinds.split())
        for kinds, each, _words in facts.PRICES[business.plan]
    )
    assert 0 < asked <= business.monthly


def test_a_client_has_a_domain_that_says_who_it_is() -> None:
    domains = [facts.domain_of(one.name) for one in facts.BUSINESSES]
    assert facts.domain_of("Old Mill Brewing") == "oldmill.example"
    assert facts.domain_of("Alder Street Dental") == "alder.example"
    assert len(set(domains)) == len(domains)
