"""What may be said: from the values of an investigation to a `Release`. Pure: no file, clock or chance."""
