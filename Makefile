# Each target is one script, which also runs where make is absent.

.PHONY: run stop test lint bench clean

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

clean:
	@scripts/clean
