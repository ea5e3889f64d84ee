# Short targets that read as a list. `make run` and `make test` are all that a newcomer needs.
.PHONY: run dev test check bench e2e clean

run:   ; @.make/run
dev:   ; @.make/dev
test:  ; @.make/test
check: ; @.make/check
bench: ; @.make/bench
e2e:   ; @.make/e2e
clean: ; cargo clean
