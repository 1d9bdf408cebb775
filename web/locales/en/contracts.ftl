# Contracts
contracts-own-side = One side registers a contract and the other confirms it. Wait for the other side.
contracts-fixed-price = The price is fixed at { $price }; the contract says { $given }. Correct the amount.
contracts-over-cap = The contract may cost at most { $cap }; it says { $given }. Correct the amount.
contracts-dates = The dates cannot be: signed first, begun no earlier, ended no earlier than begun. Compare them with the contract.
contracts-signed-in-future = The day of signing cannot be later than today. Compare it with the contract.
contracts-barred = The agency is on the list of the dishonest or suspended, so the contract cannot come into force.
contracts-not-now-awaited = The contract has not been registered yet, so this cannot be done.
contracts-not-now-registered = The contract waits for the other side, so this cannot be done.
contracts-not-now-in-force = The contract is in force, so this cannot be done.
contracts-not-now-delivered = The result waits for the owner, so this cannot be done.
contracts-not-now-accepted = The result was accepted, so this cannot be done.
contracts-not-now-closed = The contract is closed.
contracts-not-now-abandoned = The contract never came about.
