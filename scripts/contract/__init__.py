"""Test any server against the contract of the Plusofon number API; learn from recorded traffic.

What it is not: it is no load test and no security test, and a fact that held is one that held for
the requests that were made. Without being told so it sends nothing that changes anything or spends
money.

    plusofon-contract BASE_URL
    plusofon-contract learn FILE.har
"""
