"""Running one method on one picture: frozen jobs in, a stream of events out.

`job` the request, `events` what comes back, `run` the generator that turns one into the other, `tiling` and `device`
what it stands on, `cache` finished results, `progress` the token, `schedule` what is run next. No Qt, no threads.
"""
