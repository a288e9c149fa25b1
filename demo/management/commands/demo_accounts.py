"""manage.py demo_accounts: one account per role, for the start of the demo."""

from django.core.management.base import BaseCommand

from demo.people import PASSWORD, shown_accounts


class Command(BaseCommand):
    help = "Prints one demo account per role, and the password of them all."

    def handle(self, *args, **options):
        """One line each."""
        for role, email in shown_accounts():
            self.stdout.write(f"  {email:<26} {role}")
        self.stdout.write(f"  Password of all: {PASSWORD}")
