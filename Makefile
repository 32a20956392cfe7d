# 鲁小匠. `make run` starts it, `make test` tests it. Needs Python 3.11 or newer and nothing else.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test lint format check bench bench-understanding clean

help:  ## 看有哪些命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

.venv/run: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "需要 Python 3.11 或更新的版本：make PYTHON=python3.11 run"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv \
		|| { echo "建不了 .venv：Debian 上先装 apt install python3-venv"; exit 1; }
	@echo "正在装依赖（第一次要一两分钟）…"
	@$(PIP) -r requirements.txt -c constraints.txt
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	@$(PIP) -r requirements-dev.txt -c constraints.txt
	@touch $@

run: .venv/run  ## 启动：聊天页 http://127.0.0.1:8000（PORT=… 换端口）
	@$(BIN)/python -m bot serve

test: .venv/dev  ## 跑全部测试
	@$(BIN)/python -m pytest

lint: .venv/dev  ## 查格式、写法、类型和知识文件
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m bot check

format: .venv/dev  ## 理顺格式
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

check: .venv/run  ## 只查知识文件
	@$(BIN)/python -m bot check

bench: .venv/dev  ## 量快慢和内存
	@$(BIN)/python -m tests.benchmarks

bench-understanding: .venv/dev  ## 公开数据上量听懂多少：DATA=目录
	@test -n "$(DATA)" || { echo "说一下数据在哪：make bench-understanding DATA=目录"; exit 2; }
	@$(BIN)/python -m intents.yardstick "$(DATA)"

clean:  ## 删掉装的依赖和缓存（不动 data/）
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +
