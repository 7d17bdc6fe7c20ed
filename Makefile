# Each target is one script, which also runs where make is absent.

.PHONY: run stop test lint clean

run:
	@scripts/run

stop:
	@scripts/stop

test:
	@scripts/test

lint:
	@scripts/lint

clean:
	@scripts/clean
