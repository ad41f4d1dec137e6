plusofon-mock --store sqlite:///sandbox.db
