"""Tasks that a dead worker left in the middle: those that may run twice without harm run again."""

from __future__ import annotations

from typing import Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def run_again(task: Any) -> int:
    """Let this task begin anew wherever a worker died in it; called before the one worker begins."""
    left = DBTaskResult.objects.running().filter(task_path=task.module_path)
    return int(left.update(status=TaskResultStatus.READY, started_at=None))
