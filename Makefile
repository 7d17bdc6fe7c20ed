# Each target is one script, which also runs where make is absent.

.PHONY: run stop test lint bench faults clean

run:
	@scripts/run

stop:
	@scripts/stop

test:
	@scripts/test

lint:
	@scripts/lint

bench:
	@scripts/bench

faults:
	@scripts/faults

clean:
	@scripts/clean
