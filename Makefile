# One entrance to everything; the work is done by scripts/ and by the npm scripts.
.DEFAULT_GOAL := help
.PHONY: help demo deploy swarm setup test testswarm check bench images stop clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## Real pictures in, a compiled model, plots and a report out (demo-output); DEMO_KEEP=1 opens its page
	@npm run --silent demo

deploy: ## Bring relay, workers and PostgreSQL into operation here (WORKERS=2, OPTIONS=...)
	@scripts/deploy.sh $(if $(WORKERS),--workers $(WORKERS)) $(OPTIONS)

swarm: setup ## A Docker Swarm of three engines on this machine, to try deploy/swarm; scripts/local-swarm.sh down ends it
	@scripts/local-swarm.sh up

setup: ## Provide a Docker engine, the Node packages and the images
	@scripts/setup.sh

test: setup ## Run every check and test, after installing what only they need
	@scripts/ensure-test-tools.sh
	@scripts/test.sh

testswarm: setup ## Try the stack of deploy/swarm whole: lost nodes, drains, scaling and updates under load
	@SWARM=whole node_modules/.bin/vitest run test/swarm

check: ## Check types, style and unused code
	@npm run --silent check

bench: setup ## Measure how fast it is, beside the fastest tools; writes bench/results/speed.md (BENCH="--quick")
	@npm run --silent bench -- $(BENCH)

images: ## Build the images of the jobs and of the relay
	@scripts/ensure-docker.sh
	@scripts/build-images.sh all

stop: ## Stop the Docker engine, if make started it
	@scripts/stop-docker.sh

clean: ## Remove what was built here: images, packages, the embedded database and its data
	@scripts/clean.sh
