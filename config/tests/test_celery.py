"""Every process finds our Celery application, not the library's default one."""

from cooperation.jobs import sweep


def test_a_task_sent_from_any_process_goes_to_our_broker() -> None:
    assert sweep.app.main == "ieum"
