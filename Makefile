# Each target is one script, which also runs where make is absent.

.PHONY: run test lint clean

run:
	@scripts/run

test:
	@scripts/test

lint:
	@scripts/lint

clean:
	@scripts/clean
