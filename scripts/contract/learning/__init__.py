"""What recorded traffic says about the contract, offline: a patch for a person to judge."""
