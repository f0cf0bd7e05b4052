"""Add a user, or say that the name is taken. The password is printed once and kept nowhere in the clear."""

import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from accounts.models import Role, User


def add_user(username: str, role: Role, email: str = "", password: str | None = None) -> tuple[User, str]:
    """A new user and the password, made up here unless one is given. Administrators may enter Django's own admin pages.

    Raises ValidationError for a bad name, address or password, IntegrityError for a name that is taken.
    """
    administrator = role == Role.ADMINISTRATOR
    user = User(username=username, email=email, role=role, is_staff=administrator, is_superuser=administrator)
    if password is None:
        password = secrets.token_urlsafe(12)
    else:
        validate_password(password, user)
    user.set_password(password)
    user.full_clean(validate_unique=False)
    with transaction.atomic():
        user.save()
    return user, password


class Command(BaseCommand):
    help = "Add a user with a role. Prints the password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", default=Role.VIEWER.value, choices=Role.values)
        parser.add_argument("--email", default="")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, username: str, role: str, email: str, password_stdin: bool, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
        try:
            user, password = add_user(username, Role(role), email, password)
        except IntegrityError:
            raise CommandError(
                f"There is a user {username} already. A new password: bin/manage changepassword {username}"
            ) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"Added {user.username} ({user.get_role_display()}).")
        if not password_stdin:
            self.stdout.write(f"Password, shown only now: {password}")
