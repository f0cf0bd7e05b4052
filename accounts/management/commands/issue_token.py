"""Issue a token for the API. The key is printed once and kept nowhere in the clear."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import ApiToken, Scope, User


class Command(BaseCommand):
    help = "Issue an API token for a user. Prints its key once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="what the token is for, as it is listed")
        parser.add_argument(
            "--scope", action="append", choices=Scope.values, default=[], help="what it may read; may be repeated"
        )
        parser.add_argument("--days", type=int, help="days until it expires; without it, it does not")

    def handle(self, *args: Any, username: str, name: str, scope: list[str], days: int | None, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username}. Add one: bin/manage add_user {username} --role viewer")
        if not user.is_active:
            raise CommandError(f"{username} may not sign in, so a token of theirs would open nothing.")
        if not scope:
            raise CommandError(f"Say what the token may read: --scope {' | '.join(Scope.values)}")
        if not 0 < len(name.strip()) <= 100:
            raise CommandError("Give the token a --name of at most 100 letters.")
        if days is not None and not 0 < days <= 36_500:
            raise CommandError("--days must be a number from 1 to 36500.")
        expires_at = timezone.now() + timedelta(days=days) if days else None
        _token, key = ApiToken.issue(user=user, name=name.strip(), scopes=scope, expires_at=expires_at)
        self.stdout.write(f"Token “{name.strip()}” of {username} may read: {', '.join(scope)}.")
        self.stdout.write(f"Key, shown only now: {key}")
